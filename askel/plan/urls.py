from django.urls import path

from askel.plan import views

app_name = "plan"
urlpatterns = [path("plan/", views.plan, name="plan")]
urlpatterns.append(path("five-minutes/", views.plan, name="five"))
