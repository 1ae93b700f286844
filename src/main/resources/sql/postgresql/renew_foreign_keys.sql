-- As an earlier version made them, they were checked before the calendar had its dates.
{% for key in table.foreignKeys.entrySet() %}
alter table {{ area }}.{{ table.name }} drop constraint if exists {{ table.name }}_{{ key.key }}_fk;
{% endfor %}
{% if table.isFact %}
alter table {{ area }}.{{ table.name }} drop constraint if exists {{ table.name }}_date_key_fk;
{% endif %}

{% include "postgresql/foreign_keys.sql" %}
