{% for key in outriggers %}
    insert into {{ area }}_staging.named_{{ key.dimension }} (
        {{ key.memberKey }},
        {{ columns(key.naturalKey, "", 8) }}
    )
    select distinct
        history.{{ key.column }},
        {{ columns(key.by, "history.", 8) }}
    from {{ area }}_staging.history_{{ table.name }} as history
    inner join {{ area }}_staging.touched_{{ table.name }} as touched
        on touched.{{ members.durableKey }} = history.{{ members.durableKey }}
    where history.{{ key.column }} <> '{{ keys.unknown }}';

{% endfor %}
