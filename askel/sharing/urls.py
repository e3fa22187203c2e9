from django.urls import path

from askel.sharing import views, views_reports, views_shown, views_supporter

app_name = "sharing"
urlpatterns = [
    path("share/goal/<uuid:pk>/", views.share_goal, name="share_goal"),
    path("share/move/<uuid:pk>/", views.share_move, name="share_move"),
    path("share/movement/", views.share_movement, name="share_movement"),
    path("share/answer/<slug:exercise>/", views.share_answer, name="share_answer"),
    path("share/outline/", views.share_outline, name="share_outline"),
    path("share/map/", views.share_map, name="share_map"),
    path("share/comparison/<uuid:pk>/", views.share_comparison, name="share_comparison"),
    path("shares/", views.shares, name="shares"),
    path("shares/<uuid:pk>/stop/", views.stop, name="stop"),
    path("shares/remarks/<uuid:pk>/remove/", views.take_away, name="take_away"),
    path("shares/remarks/<uuid:pk>/answer/", views.answer, name="answer"),
    path("shares/remarks/<uuid:pk>/answer/remove/", views.take_answer_away, name="take_answer_away"),
    path("shares/remarks/<uuid:pk>/report/", views_reports.report_remark, name="report_remark"),
    path("shares/supporter/", views_supporter.supporter, name="supporter"),
    path("shares/supporter/end/", views_supporter.end_supporter, name="end_supporter"),
    path("shared/", views_shown.shown, name="shown"),
    path("shared/<uuid:pk>/", views_shown.one, name="one"),
    path("shared/<uuid:pk>/say/", views_shown.say, name="say"),
    path("shared/<uuid:pk>/put-away/", views_shown.put_away, name="put_away"),
    path("shared/<uuid:pk>/report/", views_reports.report_line, name="report_line"),
    path("shared/answers/<uuid:pk>/report/", views_reports.report_answer, name="report_answer"),
    path("shared/support/<uuid:pk>/label/", views_supporter.label_support, name="label_support"),
    path("shared/support/<uuid:pk>/end/", views_supporter.end_supporting, name="end_supporting"),
    path("shared/open/support/<str:secret>/", views_supporter.open_support, name="open_support"),
    path("shared/open/<str:secret>/", views_shown.open_link, name="open"),
]
