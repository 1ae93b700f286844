analyze {{ table }}
