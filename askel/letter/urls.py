from django.urls import path

from askel.letter import views

app_name = "letter"
urlpatterns = [
    path("letters/test/", views.send_test, name="send_test"),
    path("letters/stop/<str:token>/", views.stop, name="stop"),
]
