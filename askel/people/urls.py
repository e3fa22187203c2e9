from django.urls import path

from askel.people import views

app_name = "people"
urlpatterns = [
    path("start/", views.start, name="start"),
    path("welcome/", views.welcome, name="welcome"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-in/return/", views.sign_in_by_code, name="sign_in_by_code"),
    path("account/", views.account, name="account"),
    path("account/return-code/", views.renew_return_code, name="renew_return_code"),
    path("account/return-code/end/", views.end_return_code, name="end_return_code"),
    path("account/passkeys/<int:pk>/remove/", views.remove_passkey, name="remove_passkey"),
    path("account/letters/", views.letters, name="letters"),
    path("account/consents/", views.consents, name="consents"),
    path("account/consents/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("account/erase/", views.erase, name="erase"),
    path("account/erase/later/", views.erase_later, name="erase_later"),
    path("account/keep/", views.keep_everything, name="keep_everything"),
    path("language/", views.language, name="language"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("sign-out/everywhere/", views.sign_out_everywhere, name="sign_out_everywhere"),
]
