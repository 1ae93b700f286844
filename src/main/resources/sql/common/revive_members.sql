    -- Members that were deleted{% if not reference.table.members.isInferable %}, as they were last{% endif %}, if facts of this batch need them.
    insert into {{ area }}.{{ reference.dimension }} (
{% if reference.table.members.isInferable %}
        {{ reference.memberKey }},
        {{ columns(reference.table.members.naturalKey, "", 8) }},
{% for text in reference.unknownTexts %}
        {{ text.key }},
{% endfor %}
        is_inferred,
{% else %}
        {{ columns(reference.table.stagedColumns, "", 8) }},
{% endif %}
        _batch_date,
        _run_id,
        _loaded_at
    )
    select
{% if reference.table.members.isInferable %}
        said.{{ reference.memberKey }},
        {{ columns(reference.table.members.naturalKey, "said.", 8) }},
{% for text in reference.unknownTexts %}
        {{ text.value }},
{% endfor %}
        true,
{% else %}
        {{ columns(reference.table.stagedColumns, "said.", 8) }},
{% endif %}
        date '0001-01-01',
        p_run_id,
        p_loaded_at
    from (
        select
            history.*,
            row_number() over (partition by history.{{ reference.memberKey }} order by {{ reference.table.members.newestFirst }}) as newest
        from {{ area }}_staging.history_{{ reference.dimension }} as history
        inner join (
            select distinct {{ reference.column }} as member_key
            from {{ area }}_staging.staging_{{ table.name }}
            where _run_id = p_run_id
        ) as needed
            on needed.member_key = history.{{ reference.memberKey }}
        left join {{ area }}.{{ reference.dimension }} as present
            on present.{{ reference.memberKey }} = history.{{ reference.memberKey }}
        where present.{{ reference.memberKey }} is null
{% if not reference.table.members.isInferable %}
            and history._row_hash is not null
{% endif %}
    ) as said
    where said.newest = 1;

