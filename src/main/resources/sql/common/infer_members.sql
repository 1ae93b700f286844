    -- Members that only facts have named so far.
{% if members.mayLoseAllVersions %}
    -- Of some that the batch names, a later deletion of the same moment has left nothing; they go unless facts need them.
    insert into {{ area }}_staging.touched_{{ table.name }} ({{ members.durableKey }})
    select distinct staged.{{ members.durableKey }}
    from {{ area }}_staging.staging_{{ table.name }} as staged
    left join {{ area }}.{{ table.name }} as present
        on present.{{ members.durableKey }} = staged.{{ members.durableKey }}
    where staged._run_id = p_run_id
        and present.{{ members.durableKey }} is null;

{% endif %}
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
{% include "common/referred_members.sql" %}
    left join {{ area }}.{{ table.name }} as present
        on present.{{ members.durableKey }} = referred.{{ members.durableKey }}
    where present.{{ members.durableKey }} is null{% if not members.isOutrigger and not members.mayLoseAllVersions %}

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
{% include "common/referred_members.sql" %}
    left join {{ area }}.{{ table.name }} as present
        on present.{{ members.durableKey }} = referred.{{ members.durableKey }}
    where present.{{ members.durableKey }} is null{% if not members.isOutrigger and not members.mayLoseAllVersions %}

        and referred._run_id = p_run_id{% endif %};

    get diagnostics v_inferred := row_count;

    p_rows := p_rows + v_inferred;
