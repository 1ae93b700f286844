    -- Members that were deleted later, and that facts of this batch need.
    insert into {{ area }}.{{ reference.dimension }} (
        {{ columns(reference.remembered, "", 8) }},
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
        {{ columns(reference.remembered, "said.", 8) }},
        date '0001-01-01',
        p_run_id,
        p_loaded_at
    from (
        select
            history.*,
            row_number() over (partition by history.{{ reference.memberKey }} order by history._batch_date desc) as newest
        from {{ area }}_staging.history_{{ reference.dimension }} as history
        inner join (
            select distinct {{ reference.column }} as member_key
            from {{ area }}_staging.staging_{{ table.name }}
            where _run_id = p_run_id
        ) as needed
            on needed.member_key = history.{{ reference.memberKey }}
        left join {{ area }}.{{ reference.dimension }} as present
            on present.{{ reference.memberKey }} = history.{{ reference.memberKey }}
        where history._row_hash is not null
            and present.{{ reference.memberKey }} is null
    ) as said
    where said.newest = 1;

