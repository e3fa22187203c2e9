from django.urls import path

from askel.carry import views, views_out

app_name = "carry"
urlpatterns = [
    path("bring/", views.bring, name="bring"),
    path("bring/pick/", views.pick, name="pick"),
    path("take/", views_out.take, name="take"),
    path("take/map.json", views_out.take_json, name="take_json"),
    path("take/map.graphml", views_out.take_graphml, name="take_graphml"),
    path("take/contacts.csv", views_out.take_contacts, name="take_contacts"),
    path("take/ties.csv", views_out.take_ties, name="take_ties"),
    path("take/picture.svg", views_out.take_svg, name="take_svg"),
    path("take/picture.png", views_out.take_png, name="take_png"),
    path("take/map.pdf", views_out.take_pdf, name="take_pdf"),
    path("paper/", views_out.blank, name="blank"),
    path("paper/map.pdf", views_out.blank_pdf, name="blank_pdf"),
]
