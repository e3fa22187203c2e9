from django.urls import path

from askel.privacy import views

app_name = "privacy"
urlpatterns = [
    path("mine/", views.mine, name="mine"),
    path("mine/everything.zip", views.take, name="take"),
    path("mine/bring/", views.bring, name="bring"),
]
