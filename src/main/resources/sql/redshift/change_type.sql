{# Redshift alters the type of a varchar only, and that outside a transaction; a new column works for all. A column that is never null gets
   a default, without which none can be added; every insert names the column, so that it is never used. #}
{% for place in places %}
alter table {{ place }} add column {{ column.name }}_retyped {{ type(column.type) }}{% if column.notNull %} default {{ anyValue(column.type) }} not null{% endif %};
update {{ place }} set {{ column.name }}_retyped = {{ column.name }};
alter table {{ place }} drop column {{ column.name }};
alter table {{ place }} rename column {{ column.name }}_retyped to {{ column.name }};
{% endfor %}
{% if column.description is not empty %}
comment on column {{ area }}.{{ table.name }}.{{ column.name }} is '{{ quoted(column.description) }}';
{% endif %}
