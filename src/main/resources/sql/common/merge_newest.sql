    -- Of each member touched, what stands now, if the dimension has something else.
    delete from {{ area }}_staging.changed_{{ table.name }};

    insert into {{ area }}_staging.changed_{{ table.name }} (
        {{ columns(table.stagedColumns, "", 8) }},
        _batch_date
    )
    select
        {{ columns(table.stagedColumns, "standing.", 8) }},
        standing._batch_date
    from (
        select
            history.*,
            row_number() over (partition by history.{{ table.keyColumn }} order by {{ members.newestFirst }}) as newest
        from {{ area }}_staging.history_{{ table.name }} as history
        inner join {{ area }}_staging.touched_{{ table.name }} as touched
            on touched.{{ table.keyColumn }} = history.{{ table.keyColumn }}
        where history._row_hash is not null
    ) as standing
    left join {{ area }}.{{ table.name }} as present
        on present.{{ table.keyColumn }} = standing.{{ table.keyColumn }}
    where standing.newest = 1
        and (
            present._row_hash is null
            or present._row_hash <> standing._row_hash
            or present._batch_date <> standing._batch_date
        );

    get diagnostics p_rows := row_count;

    analyze {{ area }}_staging.changed_{{ table.name }};
{% if members.mayBeUnknown %}

    -- Facts that came before them took the unknown member.
    delete from {{ area }}_staging.moved_{{ table.name }};

    insert into {{ area }}_staging.moved_{{ table.name }}
    select
        changed.{{ table.keyColumn }},
        0,
        99999999,
        true
    from {{ area }}_staging.changed_{{ table.name }} as changed
    left join {{ area }}.{{ table.name }} as present
        on present.{{ table.keyColumn }} = changed.{{ table.keyColumn }}
    where present.{{ table.keyColumn }} is null;
{% endif %}

    merge into {{ area }}.{{ table.name }}
    using {{ area }}_staging.changed_{{ table.name }} as changed
    on {{ table.name }}.{{ table.keyColumn }} = changed.{{ table.keyColumn }}
    when matched then update set
        {{ assigned(table.stagedColumns, table.keyColumn, "changed", 8) }},
{% if members.isInferable %}
        is_inferred = false,
{% endif %}
        _batch_date = changed._batch_date,
        _run_id = p_run_id,
        _loaded_at = p_loaded_at
    when not matched then insert (
        {{ columns(table.stagedColumns, "", 8) }},
        _batch_date,
        _run_id,
        _loaded_at
    )
    values (
        {{ columns(table.stagedColumns, "changed.", 8) }},
        changed._batch_date,
        p_run_id,
        p_loaded_at
    );
