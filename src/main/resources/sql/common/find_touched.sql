{% if members.deliversChanges %}
    -- Members of whom this batch says something else than it did before.
{% else %}
    -- Members of whom this batch says something else than what stood at its date.
{% endif %}
    delete from {{ area }}_staging.touched_{{ table.name }};

    insert into {{ area }}_staging.touched_{{ table.name }} ({{ members.carried | join(', ') }})
    select
{% for name in members.carried %}
        coalesce(staged.{{ name }}, before.{{ name }}){% if not loop.last %},{% endif %}

{% endfor %}
    from (
        select
            {{ columns(members.carried, "", 12) }},
            {% if members.hasDeletes %}coalesce(_row_hash, 'deleted') as _row_hash{% else %}_row_hash{% endif %}

        from {{ area }}_staging.staging_{{ table.name }}
        where _run_id = p_run_id
    ) as staged
    full outer join (
        select
            {{ columns(members.carried, "", 12) }},
            {% if members.hasDeletes %}coalesce(_row_hash, 'deleted') as _row_hash{% else %}_row_hash{% endif %}

        from {{ area }}_staging.history_{{ table.name }}
{% if members.deliversChanges %}
        where _batch_date = p_batch_date
{% else %}
        where _batch_date <= p_batch_date
            and _until > p_batch_date
            and _row_hash is not null
{% endif %}
    ) as before
        on before.{{ unit }} = staged.{{ unit }}
    where coalesce(staged._row_hash, '') <> coalesce(before._row_hash, ''){% if members.hasDeletes %}

        -- Facts of this batch may need a member that it deletes, also when it is loaded again.
        or staged._row_hash = 'deleted'{% endif %};

    -- Few or many of them: what follows is planned by that.
    analyze {{ area }}_staging.touched_{{ table.name }};
{% if outriggers is not empty %}

    -- Whom they named so far may be needed no more.
{% include "common/name_outriggers.sql" %}
    -- So may those of members who are kept for facts, and of whom no batch speaks.
{% for key in outriggers %}
    insert into {{ area }}_staging.named_{{ key.dimension }} (
        {{ key.memberKey }},
        {{ columns(key.naturalKey, "", 8) }}
    )
    select distinct
        present.{{ key.column }},
        {{ columns(key.by, "present.", 8) }}
    from {{ area }}.{{ table.name }} as present
    inner join {{ area }}_staging.touched_{{ table.name }} as touched
        on touched.{{ members.durableKey }} = present.{{ members.durableKey }}
    where present.{{ key.column }} <> '{{ keys.unknown }}';

{% endfor %}
{% endif %}
