from django.urls import path

from askel.upkeep import views

app_name = "upkeep"
urlpatterns = [
    path("", views.keep, name="keep"),
    path("choose/", views.choose, name="choose"),
    path("<uuid:pk>/", views.rhythm, name="rhythm"),
    path("<uuid:pk>/met/", views.met, name="met"),
    path("<uuid:pk>/met/undo/", views.undo_met, name="undo_met"),
    path("<uuid:pk>/snooze/", views.snooze, name="snooze"),
]
