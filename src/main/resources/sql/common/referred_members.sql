{% if members.isOutrigger or members.mayLoseAllVersions %}
    from (
        select
            {{ members.durableKey }},
{% if members.isType2 %}
            _natural_key,
{% endif %}
            {{ columns(members.naturalKey, "", 12) }}
        from {{ area }}_staging.inferred_{{ table.name }}
        where _run_id = p_run_id

        union

        select
            {{ members.durableKey }},
{% if members.isType2 %}
            _natural_key,
{% endif %}
            {{ columns(members.naturalKey, "", 12) }}
{% if members.isOutrigger %}
        from {{ area }}_staging.named_{{ table.name }}
{% else %}
        from {{ area }}_staging.staging_{{ table.name }}
        where _run_id = p_run_id
{% endif %}
    ) as referred
{% else %}
    from {{ area }}_staging.inferred_{{ table.name }} as referred
{% endif %}
