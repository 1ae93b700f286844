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
{% if members.isOutrigger %}
    from (
        select
            {{ members.durableKey }},
            {{ columns(members.naturalKey, "", 12) }}
        from {{ area }}_staging.inferred_{{ table.name }}
        where _run_id = p_run_id

        union all

        select
            {{ members.durableKey }},
            {{ columns(members.naturalKey, "", 12) }}
        from {{ area }}_staging.named_{{ table.name }}
    ) as referred
{% else %}
    from {{ area }}_staging.inferred_{{ table.name }} as referred
{% endif %}
    left join {{ area }}.{{ table.name }} as present
        on present.{{ members.durableKey }} = referred.{{ members.durableKey }}
    where present.{{ members.durableKey }} is null{% if not members.isOutrigger %}

        and referred._run_id = p_run_id{% endif %};

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
    select{% if not members.isOutrigger %} distinct{% endif %}

        referred.{{ members.durableKey }},
{% if members.isOutrigger %}
{% for name in members.naturalKey %}
        min(referred.{{ name }}),
{% endfor %}
{% else %}
        {{ columns(members.naturalKey, "referred.", 8) }},
{% endif %}
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
{% if members.isOutrigger %}
    from (
        select
            {{ members.durableKey }},
            {{ columns(members.naturalKey, "", 12) }}
        from {{ area }}_staging.inferred_{{ table.name }}
        where _run_id = p_run_id

        union all

        select
            {{ members.durableKey }},
            {{ columns(members.naturalKey, "", 12) }}
        from {{ area }}_staging.named_{{ table.name }}
    ) as referred
{% else %}
    from {{ area }}_staging.inferred_{{ table.name }} as referred
{% endif %}
    left join {{ area }}.{{ table.name }} as present
        on present.{{ members.durableKey }} = referred.{{ members.durableKey }}
    where present.{{ members.durableKey }} is null{% if not members.isOutrigger %}

        and referred._run_id = p_run_id{% else %}

    group by referred.{{ members.durableKey }}{% endif %};

    get diagnostics v_inferred := row_count;

    p_rows := p_rows + v_inferred;
