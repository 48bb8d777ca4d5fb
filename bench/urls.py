"""Addresses that exist only with BENCH=true."""

from django.urls import path

from bench.views import page

urlpatterns = [path("page/", page)]
