from django.http import HttpResponse


def results(request):
    return HttpResponse()


def results_json(request):
    return HttpResponse()
