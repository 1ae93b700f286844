alter table {{ area }}.{{ table.name }} alter column {{ column.name }} type {{ type(column.type) }}{% if narrows %} using {{ column.name }}::{{ type(column.type) }}{% endif %};
{% if table.isFact %}
alter table {{ area }}_staging.superseded_{{ table.name }} alter column {{ column.name }} type {{ type(column.type) }}{% if narrows %} using {{ column.name }}::{{ type(column.type) }}{% endif %};
{% endif %}
{% if isRemembered %}
alter table {{ area }}_staging.history_{{ table.name }} alter column {{ column.name }} type {{ type(column.type) }}{% if narrows %} using {{ column.name }}::{{ type(column.type) }}{% endif %};
{% endif %}
