-- Staging holds nothing that lasts, so it is made anew.
drop table {{ area }}_staging.staging_{{ table.name }};
{% if table.isDimension %}
drop table {{ area }}_staging.changed_{{ table.name }};
{% if hasHistory %}
drop table {{ area }}_staging.touched_{{ table.name }};
{% endif %}
{% endif %}
{% include "postgresql/create_staging.sql" %}
