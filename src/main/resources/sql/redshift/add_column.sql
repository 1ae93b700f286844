alter table {{ area }}.{{ table.name }} add column {{ column.name }} {{ type(column.type) }}{% if fallback is not empty %} default {{ fallback }} not null{% endif %};
{% if table.isFact %}
alter table {{ area }}_staging.superseded_{{ table.name }} add column {{ column.name }} {{ type(column.type) }}{% if fallback is not empty %} default {{ fallback }} not null{% endif %};
{% endif %}
{% if isRemembered %}
alter table {{ area }}_staging.history_{{ table.name }} add column {{ column.name }} {{ type(column.type) }}{% if fallback is not empty %} default {{ fallback }}{% endif %};
{% endif %}
{% if column.description is not empty %}
comment on column {{ area }}.{{ table.name }}.{{ column.name }} is '{{ quoted(column.description) }}';
{% endif %}
{% if copied is not empty %}
update {{ area }}.{{ table.name }} set {{ column.name }} = {{ copied }};
update {{ area }}_staging.superseded_{{ table.name }} set {{ column.name }} = {{ copied }};
{% endif %}
