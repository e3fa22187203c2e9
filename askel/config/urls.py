"""Every address. Apps are named by string, so that this file knows none of them."""

from django.urls import include, path

from askel.config import views

urlpatterns = [
    path("", include("askel.public.urls")),
    path("", include("askel.people.urls")),
    path("", include("askel.people.allauth_urls")),
    path("", include("askel.letter.urls")),
    path("home/", include("askel.home.urls")),
    path("", include("askel.journal.urls")),
    path("map/", include("askel.carry.urls")),
    path("map/", include("askel.netmap.urls")),
    path("", include("askel.plan.urls")),
    path("keep/", include("askel.upkeep.urls")),
    path("", include("askel.sharing.urls")),
    path("", include("askel.privacy.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("demo/as/<slug:name>", views.demo_as, name="demo_as"),
]

handler400 = "askel.web.errors.bad_request"
handler403 = "askel.web.errors.forbidden"
handler404 = "askel.web.errors.not_found"
handler500 = "askel.web.errors.server_error"
