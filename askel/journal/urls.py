from django.urls import path

from askel.journal import views

app_name = "journal"
urlpatterns = [path("steps/", views.steps, name="steps")]
