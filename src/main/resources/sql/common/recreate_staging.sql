
-- Staging holds nothing that lasts, so it is made anew.
drop table if exists {{ area }}_staging.staging_{{ table.name }};
{% if table.isDimension %}
drop table if exists {{ area }}_staging.changed_{{ table.name }};
drop table if exists {{ area }}_staging.touched_{{ table.name }};
drop table if exists {{ area }}_staging.versions_{{ table.name }};
drop table if exists {{ area }}_staging.moved_{{ table.name }};
drop table if exists {{ area }}_staging.inferred_{{ table.name }};
drop table if exists {{ area }}_staging.named_{{ table.name }};
drop table if exists {{ area }}_staging.unread_{{ table.name }};
{% endif %}
{% include "common/create_staging.sql" %}
