insert into {{ area }}.{{ table.name }} (
    {{ table.keyColumn }},
{% if members.isType2 %}
    {{ members.durableKey }},
    valid_from,
    valid_to,
    is_current,
    _facts_from,
    _facts_until,
{% endif %}
    _batch_date,
    _run_id,
    _loaded_at
)
values (
    '{{ keys.unknown }}',
{% if members.isType2 %}
    '{{ keys.unknown }}',
    {{ period.begin }},
    {{ period.end }},
    true,
    {{ period.factsBegin }},
    {{ period.factsEnd }},
{% endif %}
    date '0001-01-01',
    0,
    timestamp '0001-01-01 00:00:00'
);
