drop procedure {{ area }}.{{ procedure }}(bigint, date, timestamp, bigint);
{% if not table.isBridge %}
drop procedure if exists {{ area }}.keep_{{ table.name }}(bigint, date);
{% endif %}
drop table {{ area }}_staging.staging_{{ table.name }};
{% if table.isDimension %}
drop table {{ area }}_staging.changed_{{ table.name }};
{% if hasHistory %}
drop procedure {{ area }}.sweep_{{ table.name }}();
drop table {{ area }}_staging.touched_{{ table.name }};
drop table if exists {{ area }}_staging.versions_{{ table.name }};
drop table if exists {{ area }}_staging.moved_{{ table.name }};
drop table if exists {{ area }}_staging.inferred_{{ table.name }};
drop table {{ area }}_staging.history_{{ table.name }};
drop table {{ area }}_staging.batches_{{ table.name }};
{% endif %}
{% elseif table.isFact %}
drop procedure if exists {{ area }}.retract_{{ table.name }}(date);
drop table {{ area }}_staging.superseded_{{ table.name }};
{% endif %}
drop table {{ area }}.{{ table.name }}{% if table.isDimension %} cascade{% endif %};
