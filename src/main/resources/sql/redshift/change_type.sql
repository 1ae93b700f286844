{# Redshift alters the type of a varchar only, and that outside a transaction; a new column works for all. #}
alter table {{ area }}.{{ table.name }} add column {{ column.name }}_retyped {{ type(column.type) }};
update {{ area }}.{{ table.name }} set {{ column.name }}_retyped = {{ column.name }};
alter table {{ area }}.{{ table.name }} drop column {{ column.name }};
alter table {{ area }}.{{ table.name }} rename column {{ column.name }}_retyped to {{ column.name }};
{% if table.isFact %}
alter table {{ area }}_staging.superseded_{{ table.name }} add column {{ column.name }}_retyped {{ type(column.type) }};
update {{ area }}_staging.superseded_{{ table.name }} set {{ column.name }}_retyped = {{ column.name }};
alter table {{ area }}_staging.superseded_{{ table.name }} drop column {{ column.name }};
alter table {{ area }}_staging.superseded_{{ table.name }} rename column {{ column.name }}_retyped to {{ column.name }};
{% endif %}
{% if isRemembered %}
alter table {{ area }}_staging.history_{{ table.name }} add column {{ column.name }}_retyped {{ type(column.type) }};
update {{ area }}_staging.history_{{ table.name }} set {{ column.name }}_retyped = {{ column.name }};
alter table {{ area }}_staging.history_{{ table.name }} drop column {{ column.name }};
alter table {{ area }}_staging.history_{{ table.name }} rename column {{ column.name }}_retyped to {{ column.name }};
{% endif %}
