drop procedure {{ area }}.{{ procedure }}(bigint, date, timestamp, bigint);
drop table {{ area }}_staging.staging_{{ table.name }};
{% if table.isDimension %}
drop table {{ area }}_staging.changed_{{ table.name }};
{% elseif table.isFact %}
drop table {{ area }}_staging.superseded_{{ table.name }};
{% endif %}
drop table {{ area }}.{{ table.name }}{% if table.isDimension %} cascade{% endif %};
