alter table {{ area }}.{{ table.name }} drop column {{ column.name }};
{% if not table.isDimension %}
alter table {{ area }}_staging.superseded_{{ table.name }} drop column {{ column.name }};
{% endif %}
