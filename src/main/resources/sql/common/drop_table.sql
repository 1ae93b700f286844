{% if table.kind == "DIMENSION" %}
drop procedure {{ ifExists }}{{ area }}.merge_{{ table.name }}(bigint, date, timestamp, bigint);
drop procedure {{ ifExists }}{{ area }}.restage_{{ table.name }}(bigint, date);
drop procedure {{ ifExists }}{{ area }}.prune_{{ table.name }}();
{% elseif table.kind == "MART" %}
drop procedure {{ ifExists }}{{ area }}.refresh_{{ table.name }}();
{% elseif table.kind == "FACT" %}
drop procedure {{ ifExists }}{{ area }}.replace_{{ table.name }}(bigint, date, timestamp, bigint);
drop procedure {{ ifExists }}{{ area }}.displace_{{ table.name }}(bigint, date);
drop procedure {{ ifExists }}{{ area }}.retract_{{ table.name }}(date);
{% else %}
drop procedure {{ ifExists }}{{ area }}.add_{{ table.name }}(bigint, date, timestamp, bigint);
{% endif %}
{% for name in table.workTables %}
drop table {{ area }}_staging.{{ name }};
{% endfor %}
drop table {{ area }}.{{ table.name }};
