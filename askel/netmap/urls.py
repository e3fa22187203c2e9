from django.urls import path

from askel.netmap import views, views_ask, views_draw, views_keep

app_name = "netmap"
urlpatterns = [
    path("", views.show_list, name="map"),
    path("picture/", views.show_picture, name="picture"),
    path("add/", views.add, name="add"),
    path("tie/", views.tie, name="tie"),
    path("ask/", views_ask.ask, name="ask"),
    path("ask/enough/", views_ask.ask_end, name="ask_end"),
    path("ask/knows/<str:sphere>/", views_ask.ask_group, name="ask_group"),
    path("ask/<str:way>/<str:key>/", views_ask.ask_one, name="ask_one"),
    path("<uuid:pk>/", views.contact, name="contact"),
    path("<uuid:pk>/more/", views_ask.more, name="more"),
    path("says/", views.says, name="says"),
    path("stamp/", views_draw.stamp, name="stamp"),
    path("<uuid:pk>/place/", views_draw.place, name="place"),
    path("<uuid:pk>/change/", views.change, name="change"),
    path("<uuid:pk>/ties/", views.ties, name="ties"),
    path("<uuid:pk>/met/", views.met, name="met"),
    path("<uuid:pk>/known/", views.known, name="known"),
    path("<uuid:pk>/remove/", views_keep.remove, name="remove"),
    path("<uuid:pk>/back/", views_keep.put_back, name="put_back"),
    path("off/", views_keep.off, name="off"),
    path("undo/", views_keep.undo, name="undo"),
    path("redo/", views_keep.redo, name="redo"),
    path("people/", views_keep.people, name="people"),
    path("kept/", views_keep.kept_maps, name="kept"),
    path("kept/<uuid:pk>/", views_keep.kept_one, name="kept_one"),
    path("kept/<uuid:pk>/remove/", views_keep.remove_kept, name="remove_kept"),
    path("kept/<uuid:pk>/now/", views_keep.compare_now, name="compare_now"),
    path("kept/<uuid:pk>/<uuid:other>/", views_keep.compare, name="compare"),
]
