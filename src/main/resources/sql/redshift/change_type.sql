{# Redshift alters the type of a varchar only, and that outside a transaction; a new column works for all. #}
{% for place in places %}
alter table {{ place }} add column {{ column.name }}_retyped {{ type(column.type) }};
update {{ place }} set {{ column.name }}_retyped = {{ column.name }};
alter table {{ place }} drop column {{ column.name }};
alter table {{ place }} rename column {{ column.name }}_retyped to {{ column.name }};
{% endfor %}
