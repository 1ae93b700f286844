    -- The versions of each member touched, as all batches together give them.
    delete from {{ area }}_staging.versions_{{ table.name }};

    insert into {{ area }}_staging.versions_{{ table.name }} (
        {{ columns(table.changedNames, "", 8) }},
        _batch_date
    )
    with members as (
        select distinct {{ members.durableKey }} from {{ area }}_staging.touched_{{ table.name }}
    ),

    said as (
        select
            history.*,
{% if members.hasEffective %}
            history._effective as _valid_from,
            row_number() over (partition by history.{{ unit }} order by {{ members.newestFirst }}) as _newest
{% else %}
            history._batch_date as _valid_from,
            1 as _newest
{% endif %}
        from {{ area }}_staging.history_{{ table.name }} as history
        inner join members on members.{{ members.durableKey }} = history.{{ members.durableKey }}
{% if not members.endsVersions %}
        where history._row_hash is not null
{% endif %}
    ),

    compared as (
        select
            said.*,
            row_number() over (
                partition by {{ members.durableKey }}, case when _row_hash is null then 0 else 1 end
                order by _valid_from desc
            ) as _age,
            lag(_tracked_hash) over (partition by {{ members.durableKey }} order by _valid_from) as _tracked_before
        from said
        where _newest = 1
    ),

    bounded as (
        select
            compared.*,
            lead(_valid_from) over (partition by {{ members.durableKey }} order by _valid_from) as _valid_to
        from compared
        where coalesce(_tracked_hash, '') <> coalesce(_tracked_before, '')
    ),

    versions as (
        select
            bounded.*,
            lag(_valid_from) over (partition by {{ members.durableKey }} order by _valid_from) as _version_before,
            lead(_valid_from) over (partition by {{ members.durableKey }} order by _valid_from) as _version_after
        from bounded
        where _row_hash is not null
    )

    select
{% for name in table.columnNames %}
{% if name == table.keyColumn and not members.hasEffective %}
        shared.{{ keys.versionKey }}(versions._natural_key, versions._valid_from),
{% elseif name == "valid_from" %}
        versions._valid_from,
{% elseif name == "valid_to" %}
        coalesce(versions._valid_to, {{ period.end }}),
{% elseif name == "is_current" %}
        versions._valid_to is null,
{% elseif name == "is_inferred" %}
        false,
{% elseif name == table.keyColumn or name == members.durableKey or members.naturalKey contains name or members.tracked contains name %}
        versions.{{ name }},
{% else %}
        newest.{{ name }},
{% endif %}
{% endfor %}
        versions._natural_key,
        -- An event before the first version belongs to it; one in a gap, to the version before the gap.
        case when versions._version_before is null then {{ period.factsBegin }} else {{ period.ofFacts('versions._valid_from') }} end,
        coalesce({{ period.ofFacts('versions._version_after') }}, {{ period.factsEnd }}),
        versions._tracked_hash,
        newest._row_hash,
        versions._batch_date
    from versions
    inner join compared as newest
        on newest.{{ members.durableKey }} = versions.{{ members.durableKey }}
        and newest._row_hash is not null
        and newest._age = 1;

    delete from {{ area }}_staging.changed_{{ table.name }};

    insert into {{ area }}_staging.changed_{{ table.name }}
    select versions.*
    from {{ area }}_staging.versions_{{ table.name }} as versions
    left join {{ area }}.{{ table.name }} as present
        on present.{{ table.keyColumn }} = versions.{{ table.keyColumn }}
    where present._row_hash is null
        or present._row_hash <> versions._row_hash
        or present._tracked_hash <> versions._tracked_hash
        or present.valid_to <> versions.valid_to
        or present._facts_from <> versions._facts_from
        or present._facts_until <> versions._facts_until
        or present._batch_date <> versions._batch_date;

    get diagnostics p_rows := row_count;

    -- Periods of which facts now belong to another version.
    delete from {{ area }}_staging.moved_{{ table.name }};

    insert into {{ area }}_staging.moved_{{ table.name }} (
        {{ members.durableKey }},
        {{ table.keyColumn }},
        _facts_from,
        _facts_until,
        _is_new
    )
    with known as (
        select distinct present.{{ members.durableKey }}
        from {{ area }}.{{ table.name }} as present
        inner join {{ area }}_staging.touched_{{ table.name }} as touched
            on touched.{{ members.durableKey }} = present.{{ members.durableKey }}
    ),

    compared as (
        select
            versions.{{ members.durableKey }},
            versions.{{ table.keyColumn }},
            versions._facts_from,
            versions._facts_until,
            present._facts_from as _facts_from_before,
            present._facts_until as _facts_until_before,
            case when known.{{ members.durableKey }} is null then true else false end as _is_new
        from {{ area }}_staging.changed_{{ table.name }} as versions
        left join {{ area }}.{{ table.name }} as present
            on present.{{ table.keyColumn }} = versions.{{ table.keyColumn }}
        left join known on known.{{ members.durableKey }} = versions.{{ members.durableKey }}
    )

    select {{ members.durableKey }}, {{ table.keyColumn }}, _facts_from, _facts_until, _is_new
    from compared
    where _facts_from_before is null{% if not members.mayBeUnknown %} and not _is_new{% endif %}


    union all

    select {{ members.durableKey }}, {{ table.keyColumn }}, _facts_from, _facts_from_before, _is_new
    from compared
    where _facts_from < _facts_from_before

    union all

    select {{ members.durableKey }}, {{ table.keyColumn }}, _facts_until_before, _facts_until, _is_new
    from compared
    where _facts_until > _facts_until_before;

    -- Versions that there are no more; their facts move to others before the transaction ends.
    delete from {{ area }}.{{ table.name }}
    where {{ members.durableKey }} in (select {{ members.durableKey }} from {{ area }}_staging.versions_{{ table.name }})
        and {{ table.keyColumn }} not in (select {{ table.keyColumn }} from {{ area }}_staging.versions_{{ table.name }});

    merge into {{ area }}.{{ table.name }}
    using {{ area }}_staging.changed_{{ table.name }} as changed
    on {{ table.name }}.{{ table.keyColumn }} = changed.{{ table.keyColumn }}
    when matched then update set
        {{ assigned(table.changedNames, table.keyColumn, "changed", 8) }},
        _batch_date = changed._batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
        {{ columns(table.changedNames, "", 8) }},
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
        {{ columns(table.changedNames, "changed.", 8) }},
        changed._batch_date,
        p_run_id,
        p_loaded_at
    );
