alter table {{ area }}.{{ table.name }} add column {{ column.name }} {{ type(column.type) }}{% if isKey %} default '{{ unknownKey }}' not null{% endif %};
{% if table.isFact %}
alter table {{ area }}_staging.superseded_{{ table.name }} add column {{ column.name }} {{ type(column.type) }}{% if isKey %} default '{{ unknownKey }}' not null{% endif %};
{% endif %}
{% if table.isDimension and hasHistory %}
alter table {{ area }}_staging.history_{{ table.name }} add column {{ column.name }} {{ type(column.type) }}{% if isKey %} default '{{ unknownKey }}'{% endif %};
{% endif %}
{% if column.description is not empty %}
comment on column {{ area }}.{{ table.name }}.{{ column.name }} is '{{ quoted(column.description) }}';
{% endif %}
