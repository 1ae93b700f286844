{% for place in places %}
alter table {{ place }} drop column {{ column.name }};
{% endfor %}
