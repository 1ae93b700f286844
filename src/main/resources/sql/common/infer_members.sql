    -- Members that only facts have named so far.
{% if members.mayBeUnknown %}
    insert into {{ area }}_staging.moved_{{ table.name }} (
        {{ members.durableKey }},
{% if members.isType2 %}
        {{ table.keyColumn }},
{% endif %}
        _facts_from,
        _facts_until,
        _is_new
    )
    select distinct
        referred.{{ members.durableKey }},
{% if members.isType2 %}
        shared.{{ keys.versionKey }}(referred._natural_key, date '0001-01-01'),
{% endif %}
        {{ period.factsBegin }},
        {{ period.factsEnd }},
        true
    from {{ area }}_staging.inferred_{{ table.name }} as referred
    left join {{ area }}.{{ table.name }} as present
        on present.{{ members.durableKey }} = referred.{{ members.durableKey }}
    where referred._run_id = p_run_id
        and present.{{ members.durableKey }} is null;

{% endif %}
    insert into {{ area }}.{{ table.name }} (
        {{ members.durableKey }},
        {{ columns(members.naturalKey, "", 8) }},
{% for text in unknownTexts %}
        {{ text.key }},
{% endfor %}
        is_inferred,
{% if members.isType2 %}
        {{ table.keyColumn }},
        valid_from,
        valid_to,
        is_current,
        _natural_key,
        _facts_from,
        _facts_until,
{% endif %}
        _batch_date,
        _run_id,
        _loaded_at
    )
    select distinct
        referred.{{ members.durableKey }},
        {{ columns(members.naturalKey, "referred.", 8) }},
{% for text in unknownTexts %}
        {{ text.value }},
{% endfor %}
        true,
{% if members.isType2 %}
        shared.{{ keys.versionKey }}(referred._natural_key, date '0001-01-01'),
        {{ period.begin }},
        {{ period.end }},
        true,
        referred._natural_key,
        {{ period.factsBegin }},
        {{ period.factsEnd }},
{% endif %}
        date '0001-01-01',
        p_run_id,
        p_loaded_at
    from {{ area }}_staging.inferred_{{ table.name }} as referred
    left join {{ area }}.{{ table.name }} as present
        on present.{{ members.durableKey }} = referred.{{ members.durableKey }}
    where referred._run_id = p_run_id
        and present.{{ members.durableKey }} is null;

    get diagnostics v_inferred := row_count;

    p_rows := p_rows + v_inferred;
