{% for place in places %}
alter table {{ place }} alter column {{ column.name }} type {{ type(column.type) }}{% if narrows %} using {{ column.name }}::{{ type(column.type) }}{% endif %};
{% endfor %}
