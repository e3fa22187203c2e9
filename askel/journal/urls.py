from django.urls import path

from askel.journal import drafts, views

app_name = "journal"
urlpatterns = [
    path("steps/", views.steps, name="steps"),
    path("steps/<slug:step>/", views.step, name="step"),
    path("steps/<slug:step>/<slug:exercise>/", views.exercise, name="exercise"),
    path("drafts/who/", drafts.who, name="who"),
    path("drafts/<slug:exercise>/save/", drafts.save, name="draft"),
]
