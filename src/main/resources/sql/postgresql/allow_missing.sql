{% for place in places %}
alter table {{ place }} alter column {{ column.name }} drop not null;
{% endfor %}
