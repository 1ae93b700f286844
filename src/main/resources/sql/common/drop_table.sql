{% for name in table.workTables %}
drop table {{ area }}_staging.{{ name }};
{% endfor %}
drop table {{ area }}.{{ table.name }};
