from django.urls import path

from askel.plan import views, views_ideas

app_name = "plan"
urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/goals/add/", views.add_goal, name="add_goal"),
    path("plan/goals/<uuid:pk>/", views.goal, name="goal"),
    path("plan/goals/<uuid:pk>/close/", views.close_goal, name="close_goal"),
    path("plan/moves/add/", views.add_move, name="add_move"),
    path("plan/moves/<uuid:pk>/", views.move, name="move"),
    path("plan/moves/<uuid:pk>/change/", views.change_move, name="change_move"),
    path("plan/moves/<uuid:pk>/check-in/", views.check_in, name="check_in"),
    path("plan/moves/<uuid:pk>/another-day/", views.another_day, name="another_day"),
    path("plan/moves/<uuid:pk>/came-of/", views.came_of, name="came_of"),
    path("plan/moves/<uuid:pk>/undo/", views.undo, name="undo"),
    path("plan/moves/<uuid:pk>/calendar.ics", views.calendar, name="calendar"),
    path("plan/ideas/", views_ideas.ideas, name="ideas"),
    path("plan/ideas/<slug:key>/", views_ideas.idea, name="idea"),
    path("five-minutes/", views.five, name="five"),
    path("five-minutes/<uuid:pk>/", views.five_done, name="five_done"),
]
