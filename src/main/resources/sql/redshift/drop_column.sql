alter table {{ area }}.{{ table.name }} drop column {{ column.name }};
{% if table.isFact %}
alter table {{ area }}_staging.superseded_{{ table.name }} drop column {{ column.name }};
{% endif %}
{% if isRemembered %}
alter table {{ area }}_staging.history_{{ table.name }} drop column {{ column.name }};
{% endif %}
