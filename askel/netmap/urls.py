from django.urls import path

from askel.netmap import views

app_name = "netmap"
urlpatterns = [
    path("", views.show_list, name="map"),
    path("picture/", views.show_picture, name="picture"),
    path("add/", views.add, name="add"),
    path("tie/", views.tie, name="tie"),
    path("bring/", views.bring, name="bring"),
    path("bring/pick/", views.pick, name="pick"),
    path("<uuid:pk>/", views.contact, name="contact"),
    path("<uuid:pk>/change/", views.change, name="change"),
    path("<uuid:pk>/ties/", views.ties, name="ties"),
    path("<uuid:pk>/met/", views.met, name="met"),
    path("<uuid:pk>/known/", views.known, name="known"),
    path("<uuid:pk>/remove/", views.remove, name="remove"),
]
