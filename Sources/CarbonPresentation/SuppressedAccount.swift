import CarbonAccounting
import DisclosureControl
import Documents
import EmissionFactors
import Evidence
import Phrasebook
import Presentation
import StructuredText

/// The totals of an account without anything that shows a single enterprise.
///
/// Inventories, records, grades, coverage and what was left out are about one enterprise each, so they stay away. A group
/// is hidden when it has too few enterprises or one of its sums is nearly one enterprise's: emissions of either scope,
/// energy, or value added, which intensity and emissions give away together. What was captured or taken up by sinks is
/// shown for all groups or for none.
public struct SuppressedAccount: Sendable {
  private let totals: AccountTotals
  private let groups: [AccountTotals]
  private let groupings: [AccountTotals.Grouping]
  private let suppression: GroupSuppression
  /// Whether not even the sum over all enterprises can be shown.
  private let isWhole: Bool
  private let showsCaptured: Bool
  private let showsSinks: Bool
  private let inventories: Int
  private let rule: DisclosureRule

  public init(_ accounts: CarbonAccounts, by groupings: [AccountTotals.Grouping], rule: DisclosureRule) {
    let members = accounts.members(by: groupings)
    let all = Self.group(accounts.inventories)
    let whole = all.isUnsafe(under: rule)
    let found = GroupSuppression(
      groupings.isEmpty ? [] : members.map { Self.group($0.inventories) }, rule: rule)
    let groups = groupings.isEmpty ? [] : accounts.totals(by: groupings)
    func isShown(_ amount: (EntityInventory) -> Double) -> Bool {
      let lists = [accounts.inventories] + (groupings.isEmpty ? [] : members.map(\.inventories))
      return lists.allSatisfy { list in
        var parts = GroupSuppression.Group()
        for inventory in list where amount(inventory) != 0 { parts.add([amount(inventory)], of: inventory.entity) }
        return !parts.isUnsafe(under: rule)
      }
    }
    self.groups = groups
    self.groupings = groupings
    self.rule = rule
    totals = accounts.totals
    suppression = found
    isWhole = whole
    showsCaptured = isShown(\.captured)
    showsSinks = isShown(\.sinks)
    inventories = accounts.inventories.count
  }

  private static func group(_ inventories: [EntityInventory]) -> GroupSuppression.Group {
    var group = GroupSuppression.Group()
    for inventory in inventories {
      group.add(
        [
          inventory.total, inventory.scope1, inventory.scope2Location, inventory.scope2Market, inventory.energyTce,
          max(0, inventory.entry?.valueAdded ?? 0),
        ], of: inventory.entity)
    }
    return group
  }

  private func isHidden(_ group: Int) -> Bool {
    isWhole || suppression.isBodyWithheld || suppression.hidden.contains(group)
  }

  private var hiddenGroups: Int { groups.indices.count { isHidden($0) } }

  public var caveat: Caveat { rule.caveat(cells: inventories + hiddenGroups, isWhole: isWhole) }

  /// The fields of an account, `null` for what is withheld, and `suppressed`.
  public var json: JSONValue {
    var totals = isWhole ? Self.nothing : json(of: self.totals)
    totals["byGroup"] = .array(
      groups.enumerated().map { place, group in
        var names = JSONObject()
        for (grouping, value) in zip(groupings, group.group) { names[grouping.rawValue] = JSONValue(value) }
        var object: JSONObject = ["group": .object(names)]
        for member in (isHidden(place) ? Self.nothing : json(of: group)).members { object[member.key] = member.value }
        return .object(object)
      })
    func list(_ places: [Int]) -> JSONValue {
      .array(isWhole || suppression.isBodyWithheld ? [] : places.map { [.integer($0)] })
    }
    return [
      "entities": .null, "totals": .object(totals), "excluded": .null,
      "suppressed": [
        "rule": .string(rule.name), "all": .boolean(isWhole || suppression.isBodyWithheld),
        "cells": list(suppression.unsafe), "complementary": list(suppression.complementary),
      ],
    ]
  }

  private static let nothing: JSONObject = {
    var object = JSONObject()
    for name in [
      "entities", "inventories", "scope1", "scope2Location", "scope2Market", "total", "totalMarket", "captured",
      "sinks", "energyTce", "perValueAdded",
    ] { object[name] = .null }
    return object
  }()

  private func json(of totals: AccountTotals) -> JSONObject {
    [
      "entities": .integer(totals.entities), "inventories": .integer(totals.inventories),
      "scope1": totals.scope1.json, "scope2Location": totals.scope2Location.json,
      "scope2Market": totals.scope2Market.json, "total": totals.total.json, "totalMarket": totals.totalMarket.json,
      "captured": showsCaptured ? totals.captured.json : .null, "sinks": showsSinks ? totals.sinks.json : .null,
      "energyTce": totals.energyTce.json, "perValueAdded": JSONValue(totals.perValueAdded),
    ]
  }

  /// The table of totals alone.
  public func document(in language: Language) -> Document {
    let chinese = language == .chinese
    func heading(_ a: String, _ b: String) -> DocumentTable.Column { .init(Phrase(chinese ? a : b), .right) }
    func cell(_ value: Double?, _ decimals: Int = 2) -> DocumentTable.Cell {
      .init(DisplayRule.decimals(decimals).text(value, style: .gb))
    }
    func row(_ total: AccountTotals, _ names: [String], isHidden: Bool, _ role: DocumentTable.Row.Role)
      -> DocumentTable.Row
    {
      let numbers: [DocumentTable.Cell] =
        isHidden
        ? Array(repeating: WithheldMark.cell, count: 7)
        : [
          .init(String(total.entities)), cell(total.scope1), cell(total.scope2Location), cell(total.scope2Market),
          cell(total.total), cell(total.energyTce), cell(total.perValueAdded, 3),
        ]
      return .init(names.map { .init($0) } + numbers, role: role)
    }
    var rows = groups.enumerated().map { place, group in
      row(
        group,
        zip(groupings, group.group).map { grouping, value in
          value.map { grouping.text($0, in: language) } ?? DisplayRule.missing
        }, isHidden: isHidden(place), .body)
    }
    let all = [chinese ? "合计" : "All"] + Array(repeating: "", count: max(groupings.count - 1, 0))
    rows.append(row(totals, all, isHidden: isWhole, groupings.isEmpty ? .body : .total))
    let single =
      chinese
      ? "按规则 \(rule.name)，各企业的结果、记录与提示略去"
      : "Under the rule \(rule.name) results, records and notes of single enterprises are left out"
    let groupsNote =
      chinese
      ? "\(WithheldMark.text) 隐去 \(hiddenGroups) 组：企业过少、或某一总量几乎来自一家企业的组，以及可用来推算它们的其他组"
      : "\(WithheldMark.text) \(counted(hiddenGroups, "group is", "groups are")) withheld: those of too few enterprises or "
        + "nearly all one enterprise's, and others from which they could be computed"
    var notes: [DocumentTable.Note] = [.init(Phrase(single))]
    if hiddenGroups > 0 { notes.append(.init(Phrase(groupsNote))) }
    let first: [DocumentTable.Column] =
      groupings.isEmpty ? [.init("")] : groupings.map { .init(Phrase($0.name(in: language))) }
    let table = DocumentTable(
      title: Phrase(chinese ? "汇总（吨二氧化碳当量）" : "Totals (tonnes of CO2e)"),
      columns: first + [
        heading("企业数", "Enterprises"), heading("范围一", "Scope 1"), heading("范围二（位置法）", "Scope 2 by location"),
        heading("范围二（市场法）", "Scope 2 by market"), heading("合计", "Total"), heading("吨标准煤", "tce"),
        heading("每万元增加值", "per 10⁴ CNY value added"),
      ], rows: rows,
      notes: isWhole ? [WithheldMark.note(withholdingAllUnder: rule, in: language)] : notes)
    return Document(title: chinese ? "碳核算" : "Carbon account", language: language.rawValue, [.table(table)])
  }
}
