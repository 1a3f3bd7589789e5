from django.urls import path

from . import views

urlpatterns = [
    path("tim-kiem/", views.results, name="search"),
    path("tim-kiem/ket-qua.json", views.results_json, name="search_json"),
    path("tim-kiem/goi-y.json", views.suggestions, name="search_suggestions"),
    path("tim-kiem/so-ghi/", views.log, name="search_log"),
]
