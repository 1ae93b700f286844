{% for place in places %}
alter table {{ place }} add column {{ column.name }} {{ type(column.type) }}{% if fallback is not empty %} default {{ fallback }}{% if place != history %} not null{% endif %}{% endif %};
{% endfor %}
{% if column.description is not empty %}
comment on column {{ area }}.{{ table.name }}.{{ column.name }} is '{{ quoted(column.description) }}';
{% endif %}
{% if copied is not empty %}
{% for place in places %}
update {{ place }} set {{ column.name }} = {{ copied }};
{% endfor %}
{% endif %}
