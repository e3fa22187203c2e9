from django.urls import path

from askel.netmap import views

app_name = "netmap"
urlpatterns = [path("", views.map, name="map")]
