"""The campus: its words. Rules, calendar, announcements and resources have pages of their own in the office."""

from django.contrib import admin

from careernet.campus.models import CampusDomain, Field, Major


@admin.register(Field)
class FieldAdmin(admin.ModelAdmin[Field]):
    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Major)
class MajorAdmin(admin.ModelAdmin[Major]):
    search_fields = ("name",)
    ordering = ("name",)


@admin.register(CampusDomain)
class CampusDomainAdmin(admin.ModelAdmin[CampusDomain]):
    search_fields = ("domain",)
    ordering = ("domain",)
